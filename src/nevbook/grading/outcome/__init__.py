"""Where each student stands; marking sheets, feedback pages, reports."""
