-- The files that were read, and what each gave.
select path, format, records, rejected, file as digest from file order by path, digest
