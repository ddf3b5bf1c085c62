-- Results are written with one merge, which older servers do not know.
do $$
begin
    if current_setting('server_version_num')::integer < 150000 then
        raise exception 'spring.datasource.url leads to PostgreSQL %; Leadhook needs 15 or later: upgrade the server',
            current_setting('server_version');
    end if;
end $$;

-- What waits for one lead must not be looked for in here. PostgreSQL did so for as long as its statistics were older than
-- an outage: it took "waits" to be rare, read all that waited for the destination, and that for each lead. Only a query
-- that leaves out what is delivered can use this index; those for one lead do not say so.
drop index delivery_ready;
create index delivery_ready on delivery (destination, ready, id) where ready is not null and state <> 'delivered';
