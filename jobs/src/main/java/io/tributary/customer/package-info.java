/**
 * Who a customer is and where they stand: lifecycle, purchase cycle and stage, RFM, money, profile.
 * Nearly everything is a function of one ledger row and a date, in plain Java.
 */
package io.tributary.customer;
