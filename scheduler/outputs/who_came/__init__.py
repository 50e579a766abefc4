"""What an attendance register tells: who came, who may lose office, who misses what, and what hardly meets at all."""
