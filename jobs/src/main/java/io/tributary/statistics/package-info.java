/**
 * Statistics as pure functions of counts: survival curves, tests, intervals, corrections. Nothing
 * here knows of Spark or of retail; distribution functions are Commons Math's. Tests hold the
 * numbers against those of lifelines and statsmodels.
 */
package io.tributary.statistics;
