"""Whether bodies can sit at the same time: seats, session slots, rooms, conflict sets, nominations."""
