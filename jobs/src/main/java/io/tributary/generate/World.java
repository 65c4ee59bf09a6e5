package io.tributary.generate;

/**
 * What all people share: the calendar, what is sold and where, and the ranges of numbers.
 *
 * @param customers how many people there are
 * @param nightOrders as in {@link GenerateOptions}
 */
record World(
    long customers,
    long seed,
    Nights nights,
    double nightOrders,
    Catalogue catalogue,
    StoreNetwork stores,
    IdentifierNumbers numbers) {

  static World of(GenerateOptions options) {
    Nights nights = options.calendar();
    return new World(
        options.customers(),
        options.seed(),
        nights,
        options.nightOrders(),
        new Catalogue(options.seed(), nights),
        new StoreNetwork(options.customers()),
        new IdentifierNumbers(options.seed()));
  }
}
