-- Stays ended only at the door out, so that those of assemblies long over went on (S1). They ended when the assembly left
-- its day, which the log tells.
UPDATE attendance SET left_at = (
    SELECT max(e.at) FROM assembly_event e
    WHERE e.province = attendance.province AND e.assembly_id = attendance.assembly_id
        AND e.kind = 'phase_changed' AND e.data LIKE '%"from":"assembled"%')
WHERE left_at IS NULL AND EXISTS (
    SELECT 1 FROM assembly a
    WHERE a.province = attendance.province AND a.id = attendance.assembly_id AND a.phase <> 'assembled');

-- Who had the floor then, or waited for it, too.
UPDATE raised_hand SET ended_at = (
    SELECT max(e.at) FROM assembly_event e JOIN room r ON r.province = e.province AND r.assembly_id = e.assembly_id
    WHERE r.province = raised_hand.province AND r.id = raised_hand.room_id
        AND e.kind = 'phase_changed' AND e.data LIKE '%"from":"assembled"%')
WHERE ended_at IS NULL AND EXISTS (
    SELECT 1 FROM assembly a JOIN room r ON r.province = a.province AND r.assembly_id = a.id
    WHERE r.province = raised_hand.province AND r.id = raised_hand.room_id AND a.phase <> 'assembled');
