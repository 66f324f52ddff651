"""What people do in a browser, against a real server with a real worker."""
