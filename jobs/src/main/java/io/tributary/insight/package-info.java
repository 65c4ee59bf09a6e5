/**
 * What the brand asks about categories, channels, products, stores, refunds and segments: one pass
 * over the ledger counts for all tables ({@link io.tributary.insight.LedgerPass}); each table says
 * what it counts of a buyer and how its rows come from the sums.
 */
package io.tributary.insight;
