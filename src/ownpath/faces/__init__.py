"""Who is looking: thin addresses, views, pages, forms and templates; a face never imports a face."""
