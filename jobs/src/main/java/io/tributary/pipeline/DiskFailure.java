package io.tributary.pipeline;

import org.apache.hadoop.fs.FSError;

/**
 * A local disk failed, most often because it is full. Hadoop says so by an {@link Error}, which
 * nobody who tells about failures would catch.
 */
public final class DiskFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DiskFailure(FSError error) {
    super(error.getMessage(), error);
  }
}
