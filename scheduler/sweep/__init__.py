"""Scenarios tried one beside another, in processes of this machine or on a cluster: the same code in both."""
