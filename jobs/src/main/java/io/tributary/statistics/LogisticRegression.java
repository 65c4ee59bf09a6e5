package io.tributary.statistics;

import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.NonPositiveDefiniteMatrixException;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/**
 * A logistic regression on grouped data, by Newton's method, with the sandwich covariance of White
 * (HC0), which stays right where the model is not. MLlib's regressions have standard errors of the
 * model only, and none where they regularise; hence this one, on Commons Math's matrices.
 *
 * <p>Each cell touches few variables, so a step costs the cells, not cells x variables.
 */
public final class LogisticRegression {
  private static final int MOST_STEPS = 30;
  private static final int MOST_HALVINGS = 20;

  /** By so much a sum over all cells may come out worse although it is not. */
  private static final double ROUNDING = 1e-10;

  /** Newton decrement below which a further step would change nothing that a double can hold. */
  private static final double CONVERGED = 1e-13;

  private final BinomialCells cells;
  private final int columns;
  private final boolean isLastIndependent;
  private final double[] probabilities;
  private RealVector coefficients;
  private RealMatrix information;

  private LogisticRegression(BinomialCells cells, boolean isLastIndependent) {
    this.cells = cells;
    this.isLastIndependent = isLastIndependent;
    this.columns = cells.variables() + 1;
    this.probabilities = new double[cells.size()];
  }

  /**
   * The average effect of a variable on the probability of the event: everybody with it against
   * everybody without it, all else as it is.
   *
   * @param effect a difference of probabilities
   * @param error its robust standard error, by the delta method
   */
  public record MarginalEffect(double effect, double error) {
    public double low() {
      return effect - Distributions.Z_95 * error;
    }

    public double high() {
      return effect + Distributions.Z_95 * error;
    }
  }

  /**
   * The model of some cells, whose last variable is the one that is asked about. Of the others,
   * those that variables before them determine are left out.
   */
  public static LogisticRegression of(BinomialCells cells) {
    boolean[] independent = cells.independent();
    return new LogisticRegression(cells.only(independent), independent[cells.variables() - 1]);
  }

  /** Whether the others determine the last variable: then it has no effect of its own. */
  public boolean isLastDetermined() {
    return !isLastIndependent;
  }

  /**
   * The average marginal effect of the last variable. Empty where the others determine it, or the
   * fit does not converge because something separates those with the event from those without.
   */
  public Optional<MarginalEffect> effectOfLast() {
    return isLastIndependent && fit() ? Optional.of(effect(columns - 1)) : Optional.empty();
  }

  private boolean fit() {
    standAt(new ArrayRealVector(columns));
    double likelihood = logLikelihood(coefficients);
    for (int i = 0; i < MOST_STEPS; i++) {
      RealVector score = score();
      information = information();
      RealVector step;
      try {
        step = new CholeskyDecomposition(information).getSolver().solve(score);
      } catch (NonPositiveDefiniteMatrixException e) {
        return false;
      }
      if (score.dotProduct(step) < CONVERGED) {
        standAt(coefficients.add(step));
        information = information();
        return true;
      }
      RealVector next = coefficients.add(step);
      double better = logLikelihood(next);
      double least = likelihood - ROUNDING * Math.abs(likelihood);
      for (int half = 0; better < least && half < MOST_HALVINGS; half++) {
        step = step.mapMultiply(0.5);
        next = coefficients.add(step);
        better = logLikelihood(next);
      }
      standAt(next);
      likelihood = better;
    }
    return false;
  }

  private static double linear(RealVector coefficients, int[] ones) {
    double sum = coefficients.getEntry(0);
    for (int variable : ones) {
      sum += coefficients.getEntry(variable + 1);
    }
    return sum;
  }

  private static double probability(double linear) {
    return 1 / (1 + Math.exp(-linear));
  }

  private void standAt(RealVector next) {
    coefficients = next;
    Arrays.setAll(probabilities, cell -> probability(linear(next, cells.ones(cell))));
  }

  private double logLikelihood(RealVector at) {
    double sum = 0;
    for (int cell = 0; cell < cells.size(); cell++) {
      double linear = linear(at, cells.ones(cell));
      // log(1 + exp(x)), which does not overflow.
      double log = Math.max(linear, 0) + Math.log1p(Math.exp(-Math.abs(linear)));
      sum += cells.events(cell) * linear - cells.people(cell) * log;
    }
    return sum;
  }

  private RealVector score() {
    double[] score = new double[columns];
    for (int cell = 0; cell < cells.size(); cell++) {
      double residual = cells.events(cell) - cells.people(cell) * probabilities[cell];
      score[0] += residual;
      for (int variable : cells.ones(cell)) {
        score[variable + 1] += residual;
      }
    }
    return new ArrayRealVector(score, false);
  }

  private RealMatrix information() {
    double[] weights = new double[cells.size()];
    for (int cell = 0; cell < weights.length; cell++) {
      double p = probabilities[cell];
      weights[cell] = cells.people(cell) * p * (1 - p);
    }
    return new Array2DRowRealMatrix(cells.crossProducts(weights), false);
  }

  /** Of each person: the square of what they differ from what the model expects. */
  private RealMatrix squaredScores() {
    double[] weights = new double[cells.size()];
    for (int cell = 0; cell < weights.length; cell++) {
      double p = probabilities[cell];
      long events = cells.events(cell);
      weights[cell] = events * (1 - p) * (1 - p) + (cells.people(cell) - events) * p * p;
    }
    return new Array2DRowRealMatrix(cells.crossProducts(weights), false);
  }

  private MarginalEffect effect(int column) {
    double people = cells.people();
    double own = coefficients.getEntry(column);
    double effect = 0;
    double[] gradient = new double[columns];
    for (int cell = 0; cell < cells.size(); cell++) {
      int[] ones = cells.ones(cell);
      boolean has = Arrays.stream(ones).anyMatch(variable -> variable + 1 == column);
      double without = linear(coefficients, ones) - (has ? own : 0);
      double p0 = probability(without);
      double p1 = probability(without + own);
      double share = cells.people(cell) / people;
      effect += share * (p1 - p0);
      double slope1 = share * p1 * (1 - p1);
      double slope = slope1 - share * p0 * (1 - p0);
      gradient[0] += slope;
      gradient[column] += slope1;
      for (int variable : ones) {
        if (variable + 1 != column) {
          gradient[variable + 1] += slope;
        }
      }
    }
    RealVector bread =
        new CholeskyDecomposition(information)
            .getSolver()
            .solve(new ArrayRealVector(gradient, false));
    return new MarginalEffect(effect, Math.sqrt(bread.dotProduct(squaredScores().operate(bread))));
  }
}
