package io.tributary.insight;

/**
 * A count whose key's last part is a value, such as a number of days: for each key without it, how
 * often there was which value. Only a summary of it reaches the driver.
 */
interface Distribution extends Count {
  @Override
  default int width() {
    return 1;
  }

  /**
   * Sums the distribution of one key up.
   *
   * @param values ascending
   * @param counts how often there was each
   */
  long[] summary(int[] values, long[] counts);
}
