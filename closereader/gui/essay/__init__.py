"""The tab "My essay": what a reader writes from their notes, with quotations bound to passages."""
