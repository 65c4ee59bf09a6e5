package io.tributary.repurchase;

import io.tributary.statistics.SurvivalCounts;

/**
 * Customers who took the same step and have the same level in a dimension.
 *
 * @param step 0: joining to first purchase; 1: first to second; 2: second to third; 3: third to
 *     fourth
 * @param code the level's number
 * @param level what it is called
 */
record Group(int step, Dimension dimension, int code, String level, SurvivalCounts counts) {}
