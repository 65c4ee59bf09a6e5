/**
 * The picture of the night, {@code exports/<D>/report/index.html}: what the published tables say,
 * in one file that needs no other. The page is drawn by the scripts among the resources ({@code
 * report/}); here is what goes into it.
 */
package io.tributary.report;
