"""Read: files and feeds to records. One module a format; `recognise.READERS` lists them."""
