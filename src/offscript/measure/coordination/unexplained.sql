-- Pairs more simultaneous than chance explains, and than anything known here explains.
select * from coordination where explanation is null
