"""The page of the annotated PDF: sheet, template data, layout map, margin notes, index."""
