-- One row per site that a run left early, on evidence that decides alone ($decisive: signals of grade A).
SELECT DISTINCT site
FROM evidence
WHERE run = $run AND subject = 'link_selling' AND list_contains($decisive, signal)
ORDER BY site
