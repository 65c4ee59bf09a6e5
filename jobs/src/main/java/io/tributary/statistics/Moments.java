package io.tributary.statistics;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * How many people there are, and the sums and sums of products of some whole numbers that each of
 * them has, such as cents: all that is needed for means, variances and covariances of any linear
 * combination of these numbers. Sums are exact, so that they do not depend on the order of people.
 */
public final class Moments implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int variables;
  private final WideSum[] sums;
  private final WideSum[] products;
  private long people;

  /** Of nobody yet. */
  public Moments(int variables) {
    this.variables = variables;
    sums = zeros(variables);
    products = zeros(variables * (variables + 1) / 2);
  }

  private static WideSum[] zeros(int count) {
    WideSum[] zeros = new WideSum[count];
    java.util.Arrays.setAll(zeros, i -> new WideSum());
    return zeros;
  }

  /** Adds a person. */
  public void add(long... values) {
    people++;
    int place = 0;
    for (int i = 0; i < variables; i++) {
      // Most numbers of most people are 0.
      if (values[i] != 0) {
        sums[i].add(values[i]);
        for (int j = 0; j <= i; j++) {
          products[place + j].addProduct(values[i], values[j]);
        }
      }
      place += i + 1;
    }
  }

  /** Adds other people. */
  public Moments add(Moments other) {
    people += other.people;
    for (int i = 0; i < sums.length; i++) {
      sums[i].add(other.sums[i]);
    }
    for (int i = 0; i < products.length; i++) {
      products[i].add(other.products[i]);
    }
    return this;
  }

  /** How many people. */
  public long people() {
    return people;
  }

  /** The sum of one of the numbers. */
  public double sum(int variable) {
    return sums[variable].value().doubleValue();
  }

  /** The mean of a linear combination; there must be somebody. */
  public double mean(double... weights) {
    double mean = 0;
    for (int i = 0; i < variables; i++) {
      mean += weights[i] == 0 ? 0 : weights[i] * sum(i) / people;
    }
    return mean;
  }

  /** The variance of a linear combination between people, of a sample; 0 of one person. */
  public double variance(double... weights) {
    return Math.max(0, covariance(weights, weights));
  }

  /** The covariance of two linear combinations between people; 0 of one person. */
  public double covariance(double[] one, double[] other) {
    double sum = 0;
    for (int i = 0; i < variables; i++) {
      for (int j = 0; j < variables; j++) {
        double weight = one[i] * other[j];
        sum += weight == 0 ? 0 : weight * covariance(i, j);
      }
    }
    return sum;
  }

  private double covariance(int i, int j) {
    if (people < 2) {
      return 0;
    }
    int row = Math.max(i, j);
    BigInteger n = BigInteger.valueOf(people);
    BigInteger product = products[row * (row + 1) / 2 + Math.min(i, j)].value();
    BigInteger scaled = n.multiply(product).subtract(sums[i].value().multiply(sums[j].value()));
    BigDecimal divisor = new BigDecimal(n.multiply(n.subtract(BigInteger.ONE)));
    return new BigDecimal(scaled).divide(divisor, MathContext.DECIMAL128).doubleValue();
  }
}
