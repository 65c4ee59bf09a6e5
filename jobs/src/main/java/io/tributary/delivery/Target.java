package io.tributary.delivery;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** An open connection to where a profile's files are brought; paths are below its folder. */
interface Target extends Closeable {

  /** Bytes that can be read again. */
  interface Content {
    InputStream open() throws IOException;
  }

  /** Whether a file with these bytes is there. */
  boolean has(String path, long bytes, String sha256) throws IOException;

  /** Puts a file in place, complete or not at all; one of the same name is replaced. */
  void put(String path, Content content) throws IOException;

  /** Takes a file away, if it is there. */
  void delete(String path) throws IOException;
}
