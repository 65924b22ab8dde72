package dev.kinoloom.provider;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what a child says until it says no more, so that it never blocks on a full pipe, and keeps
 * a bounded part of it.
 */
final class Listener {
  private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
  private static final int LINE_MAX = 8 * 1024;

  private final InputStream stream;
  private final int most;
  private final boolean keepsEnd;
  private final Consumer<String> onLine;
  private final Thread thread;
  private final StringBuilder line = new StringBuilder();
  private volatile long lastHeard = System.nanoTime();
  private byte[] kept = new byte[0];

  private Listener(InputStream stream, int most, boolean keepsEnd, Consumer<String> onLine) {
    this.stream = stream;
    this.most = most;
    this.keepsEnd = keepsEnd;
    this.onLine = onLine;
    this.thread = new Thread(this::listen, "child-listener");
    thread.setDaemon(true);
  }

  /** Keeps the first {@code most} bytes; calls {@code onLine} with each line, cut at 8 KiB. */
  static Listener head(InputStream stream, int most, Consumer<String> onLine) {
    return new Listener(stream, most, false, onLine).started();
  }

  /** Keeps the last {@code most} bytes. */
  static Listener tail(InputStream stream, int most) {
    return new Listener(stream, most, true, line -> {}).started();
  }

  private Listener started() {
    thread.start();
    return this;
  }

  /** When it last said something, or was started; {@link System#nanoTime}. */
  long lastHeard() {
    return lastHeard;
  }

  /**
   * What was kept, once the stream has ended or {@code patience} is over (a stray descendant can
   * hold it open).
   */
  String text(Duration patience) throws InterruptedException {
    thread.join(patience.toMillis());
    synchronized (this) {
      return new String(kept, StandardCharsets.UTF_8);
    }
  }

  private void listen() {
    byte[] chunk = new byte[8 * 1024];
    try (stream) {
      for (int n = stream.read(chunk); n >= 0; n = stream.read(chunk)) {
        lastHeard = System.nanoTime();
        keep(chunk, n);
        tellLines(chunk, n);
      }
    } catch (IOException e) {
      // the child was killed while we read: its exit code tells the story
    } finally {
      tellLine();
    }
  }

  private synchronized void keep(byte[] chunk, int n) {
    if (!keepsEnd && kept.length >= most) {
      return;
    }
    byte[] all = Arrays.copyOf(kept, kept.length + n);
    System.arraycopy(chunk, 0, all, kept.length, n);
    int from = keepsEnd ? Math.max(0, all.length - most) : 0;
    kept = Arrays.copyOfRange(all, from, Math.min(all.length, from + most));
  }

  /** Lines are for keys and numbers (progress): read as Latin-1, so no character is ever split. */
  private void tellLines(byte[] chunk, int n) {
    for (int i = 0; i < n; i++) {
      char c = (char) (chunk[i] & 0xff);
      if (c == '\n' || c == '\r' || line.length() >= LINE_MAX) {
        tellLine();
      } else {
        line.append(c);
      }
    }
  }

  private void tellLine() {
    if (line.length() > 0) {
      try {
        onLine.accept(line.toString());
      } catch (RuntimeException e) {
        // whoever listens must not block the child by failing
        LOG.warn("listener of a child failed; next=read on", e);
      }
      line.setLength(0);
    }
  }
}
