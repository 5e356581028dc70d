"""What happens to every request, whatever its route: plain ASGI, one concern a file."""
