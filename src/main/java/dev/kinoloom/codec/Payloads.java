package dev.kinoloom.codec;

import dev.kinoloom.domain.Brief;

/** A brief as a job's payload. */
public final class Payloads {
  /** More than this the store does not take. */
  public static final int MAX_BYTES = 64 * 1024;

  private Payloads() {}

  public static String encode(Brief brief) {
    return Json.encode(brief);
  }

  public static Brief decode(String payload) {
    return Json.decode(payload, Brief.class);
  }
}
