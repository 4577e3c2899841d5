"""What campus and district leaders open."""
