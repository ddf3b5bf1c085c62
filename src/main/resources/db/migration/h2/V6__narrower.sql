-- Nobody reads which of 16 partitions a lead belonged to: work is leased by what it is, not by lead.
alter table event drop column partition_no;
alter table inbox drop column partition_no;
alter table delivery drop column partition_no;
