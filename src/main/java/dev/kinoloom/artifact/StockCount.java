package dev.kinoloom.artifact;

import dev.kinoloom.artifact.ArtifactShelf.Stock;
import java.util.HashSet;
import java.util.Set;

/** Adds up what lies on a shelf, file by file. */
final class StockCount {
  private final int most;
  private final Set<String> old = new HashSet<>();
  private long bytes;
  private long files;

  /** {@code most}: how many old files are named. */
  StockCount(int most) {
    this.most = most;
  }

  /** {@code hash}: the file's SHA-256 (hex); {@code isOld}: it was last written long ago. */
  void add(String hash, long size, boolean isOld) {
    files++;
    bytes += size;
    if (isOld && old.size() < most) {
      old.add(hash);
    }
  }

  Stock stock() {
    return new Stock(bytes, files, old);
  }
}
