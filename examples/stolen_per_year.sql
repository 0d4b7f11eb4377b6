-- How much was stolen from exchanges per year? Series are left out, since their parts stand in other rows, and a theft
-- that several articles tell of counts once, with the highest sum that any of them gives.
SELECT year, count(*) AS thefts, sum(stolen)::BIGINT AS usd
FROM (
    SELECT year, victim, max(stolen_value) AS stolen
    FROM 'incidents.parquet'
    WHERE victim_sector = 'crypto_exchange' AND scope = 'single' AND status = 'occurred' AND stolen_currency = 'USD'
    GROUP BY year, victim
)
GROUP BY year
ORDER BY year;
