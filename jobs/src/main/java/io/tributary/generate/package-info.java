/**
 * A synthetic omnichannel retailer with known truth: a workspace whose dumps look like those of
 * real systems, and beside it who every record and identifier belongs to.
 *
 * <p>One person's whole life with the retailer is a pure function of the seed and the person's
 * number ({@link io.tributary.generate.Retailer}); Spark only spreads the people over the cores and
 * sorts what they leave behind into files ({@link io.tributary.generate.RetailerGenerator}).
 */
package io.tributary.generate;
