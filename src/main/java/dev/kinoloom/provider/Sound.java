package dev.kinoloom.provider;

import io.vertx.core.Future;
import java.nio.file.Path;

/** Makes raw speech fit for a film. */
public interface Sound {
  /**
   * Silence at both ends trimmed, loudness brought to {@value #TARGET_LUFS} LUFS (two passes,
   * linear), written as mono 48 kHz signed 16 bit WAV into the call's scratch directory. Fails with
   * BAD_OUTPUT when there is nothing to hear.
   */
  Future<Polished> polish(Path raw, Call call);

  double TARGET_LUFS = -16.0;

  /**
   * Speech fit for a film.
   *
   * @param wav the file
   * @param samples its length at 48 kHz
   * @param cutMillis how much was cut from the start (engine word times shift by it)
   */
  record Polished(Path wav, long samples, int cutMillis) {}
}
