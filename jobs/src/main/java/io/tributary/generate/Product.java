package io.tributary.generate;

import java.time.LocalDate;

/**
 * One stock-keeping unit.
 *
 * @param listPrice cents
 */
record Product(
    String sku,
    String spu,
    String name,
    Category category,
    String series,
    String season,
    String colour,
    String size,
    String material,
    long listPrice,
    LocalDate launchedOn) {}
