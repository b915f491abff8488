"""What needs data and models at once: trained networks, read from the cache."""
