-- What the hub has spoken up about: one row per episode.
create table alert (
    id               bigint generated always as identity primary key,
    symptom          varchar(200) not null,
    headline         varchar(1000) not null,
    began_at         timestamp(6) with time zone not null,
    seen_at          timestamp(6) with time zone not null,
    ended_at         timestamp(6) with time zone,
    told_at          timestamp(6) with time zone,
    recovery_told_at timestamp(6) with time zone,
    send_error       varchar(500)
);
create index alert_by_end on alert (ended_at, symptom);
