"""Calendar files (iCalendar, RFC 5545) as the times when somebody is busy."""
