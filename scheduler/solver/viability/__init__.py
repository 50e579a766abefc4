"""Whether bodies can sit at the same time: seats, conflict sets, nominations, rooms, session slots."""
