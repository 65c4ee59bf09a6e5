/**
 * The customer ledger: each customer's whole history in one row, in order, so that every later
 * question is a scan of one table. Refunds have found their lines here, and every order knows until
 * when it counts.
 */
package io.tributary.ledger;
