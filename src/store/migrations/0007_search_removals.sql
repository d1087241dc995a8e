-- Which documents of a segment are dead is asked whenever one is opened or written.
CREATE INDEX search_removal_docid ON search_removal (docid);
