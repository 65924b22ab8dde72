package dev.kinoloom.artifact;

import dev.kinoloom.domain.ArtifactRef;
import dev.kinoloom.domain.Failed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies of artifacts in a directory of this process alone: {@code <root>/<key>/<2 hex>/<64 hex>}.
 * What nobody reads leaves for what comes, least recently used first; what is being read stays, so
 * there may be more than the limit while much is read at once. Blocks, but for {@link #alsoFor} and
 * {@link #release}.
 */
final class LocalCache {
  private static final Logger log = LoggerFactory.getLogger(LocalCache.class);
  private static final String WHAT = "copies of artifacts";
  private static final Pattern OURS = Pattern.compile("\\d{1,9}.[0-9a-f]{2}.[0-9a-f]{64}");

  /** A file of a key. */
  record Name(int key, String sha256) {
    static Name of(int key, ArtifactRef ref) {
      return new Name(key, ref.sha256()); // 64 hex digits: ArtifactRef sees to that
    }

    /** Where it lies, below a root or a prefix. */
    String object() {
      return "%d/%s/%s".formatted(key, sha256.substring(0, 2), sha256);
    }
  }

  /** A file that stays as long as it has readers. */
  static final class Copy {
    private final Path path;
    private final long bytes;
    private int readers;
    private volatile boolean verified;

    private Copy(Path path, long bytes, boolean verified) {
      this.path = path;
      this.bytes = bytes;
      this.verified = verified;
    }

    Path path() {
      return path;
    }
  }

  /**
   * Room for a file that comes: to be {@linkplain #admit admitted} or {@linkplain #abandon not}.
   */
  record Place(Path file, long bytes) {}

  private final Path root;
  private final Path incoming;
  private final long most;

  /** In the order of their last use. */
  private final Map<Name, Copy> copies = new LinkedHashMap<>(16, 0.75f, true);

  /** Bytes of copies and of what comes. */
  private long held;

  private LocalCache(Path root, long most) {
    this.root = root;
    this.incoming = root.resolve("incoming");
    this.most = most;
  }

  /**
   * {@code root} with what an earlier process left in it, whose bytes are checked before they are
   * read again; {@code most} bytes may stay.
   */
  static LocalCache open(Path root, long most) throws IOException {
    var cache = new LocalCache(root, most);
    Files.createDirectories(cache.incoming);
    try (var halves = Files.newDirectoryStream(cache.incoming)) {
      for (var half : halves) {
        Files.delete(half);
      }
    }
    cache.takeStock();
    return cache;
  }

  private void takeStock() throws IOException {
    var found = new ArrayList<Path>();
    try (var files = Files.walk(root, 3)) {
      files
          .filter(file -> OURS.matcher(root.relativize(file).toString()).matches())
          .forEach(found::add);
    }
    found.sort(Comparator.comparingLong(file -> file.toFile().lastModified()));
    synchronized (this) {
      for (var file : found) {
        var key = root.relativize(file).getName(0).toString();
        long bytes = Files.size(file);
        held += bytes;
        copies.put(
            new Name(Integer.parseInt(key), file.getFileName().toString()),
            new Copy(file, bytes, false));
      }
      evict(0);
    }
  }

  /** For one more reader, when it is here, whole. */
  Optional<Copy> find(Name name, long bytes) throws IOException {
    Copy copy;
    synchronized (this) {
      copy = copies.get(name);
      if (copy == null) {
        return Optional.empty();
      }
      copy.readers++;
    }
    if (isWhole(name, copy, bytes)) {
      return Optional.of(copy);
    }
    log.warn("damaged copy of an artifact, next=fetch it again file={}", copy.path);
    drop(name, copy);
    return Optional.empty();
  }

  private static boolean isWhole(Name name, Copy copy, long bytes) throws IOException {
    if (!Files.isRegularFile(copy.path) || Files.size(copy.path) != bytes) {
      return false;
    }
    if (!copy.verified) {
      copy.verified = Sha256.of(copy.path).equals(name.sha256());
    }
    return copy.verified;
  }

  /** Others leave for it. Fails with RESOURCES when the disk has no room even so. */
  synchronized Place reserve(long bytes) {
    evict(bytes);
    if (!FullDisk.hasRoomFor(bytes, root)) {
      throw FullDisk.failure(WHAT, root);
    }
    held += bytes;
    return new Place(incoming.resolve(UUID.randomUUID().toString()), bytes);
  }

  /** The file is whole and its bytes are checked. */
  synchronized Copy admit(Name name, Place place, int readers) throws IOException {
    var there = copies.get(name);
    if (there != null && there.verified) {
      there.readers += readers;
      abandon(place);
      return there;
    }
    var path = path(name);
    Files.createDirectories(path.getParent());
    Files.move(place.file(), path, StandardCopyOption.ATOMIC_MOVE);
    var copy = new Copy(path, place.bytes(), true);
    copy.readers = readers;
    forget(copies.put(name, copy));
    return copy;
  }

  synchronized void abandon(Place place) {
    held -= place.bytes();
    delete(place.file());
  }

  /** Whether the rest of what comes does not fit on the disk. */
  boolean isFullFor(Place place) {
    long missing = place.bytes() - place.file().toFile().length();
    return !FullDisk.hasRoomFor(Math.max(0, missing), root);
  }

  Failed full(Throwable cause) {
    return FullDisk.failure(WHAT, root, cause);
  }

  synchronized void alsoFor(Copy copy, int readers) {
    copy.readers += readers;
  }

  synchronized void release(Copy copy) {
    copy.readers--;
  }

  private synchronized void drop(Name name, Copy copy) {
    if (copies.remove(name, copy)) {
      forget(copy);
      delete(copy.path);
    }
  }

  private void forget(@Nullable Copy copy) {
    held -= copy == null ? 0 : copy.bytes;
  }

  private void evict(long bytes) {
    Iterator<Copy> oldest = copies.values().iterator();
    while (oldest.hasNext() && isShort(bytes)) {
      var copy = oldest.next();
      if (copy.readers == 0) {
        oldest.remove();
        forget(copy);
        delete(copy.path);
      }
    }
  }

  private boolean isShort(long bytes) {
    return held + bytes > most || !FullDisk.hasRoomFor(bytes, root);
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      log.warn("a copy of an artifact cannot be deleted file={}", file, e);
    }
  }

  private Path path(Name name) {
    return root.resolve(name.object());
  }
}
