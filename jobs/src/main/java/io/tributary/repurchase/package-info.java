/**
 * When people buy again: repurchase curves, the days to ask them, what about a first purchase goes
 * with coming back, and the monthly view of who stays.
 */
package io.tributary.repurchase;
