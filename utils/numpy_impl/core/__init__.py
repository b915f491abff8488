"""What several topics are made of, one concept a module; a topic names what it uses."""
