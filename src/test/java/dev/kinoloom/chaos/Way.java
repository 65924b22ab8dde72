package dev.kinoloom.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * A way over TCP that can be shut, for all or for some, and cut when a request has been carried out
 * and its answer is under way.
 */
public final class Way implements AutoCloseable {
  private final ServerSocket door;
  private final InetSocketAddress target;
  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private final AtomicInteger cuts = new AtomicInteger();
  private final AtomicInteger answersToSwallow = new AtomicInteger();
  private volatile int leastRequest;
  private volatile Predicate<Socket> open = caller -> true;

  /** {@code door}: where it begins; {@code target}: where it leads to. */
  public Way(InetSocketAddress door, InetSocketAddress target) throws IOException {
    this.door = new ServerSocket(door.getPort(), 50, door.getAddress());
    this.target = target;
    thread(this::accept);
  }

  int port() {
    return door.getLocalPort();
  }

  /** Only for those from now on; connections of others end. */
  void openFor(Predicate<Socket> some) {
    open = some;
    links.stream().filter(link -> !some.test(link.client)).forEach(Link::close);
  }

  public void openForAll() {
    open = caller -> true;
  }

  /** Nobody passes; connections end. */
  public void shut() {
    openFor(caller -> false);
  }

  /**
   * The next {@code answers} are read and thrown away, and their connections closed: what was asked
   * was carried out, and whoever asked does not know. {@code leastRequest}: answers to requests of
   * fewer bytes count for nothing.
   */
  void swallow(int answers, int leastRequest) {
    this.leastRequest = leastRequest;
    answersToSwallow.set(answers);
  }

  /** How many connections were closed with an answer under way. */
  int cuts() {
    return cuts.get();
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        var from = door.accept();
        if (open.test(from)) {
          link(from);
        } else {
          from.close();
        }
      } catch (IOException e) {
        // the door was closed, or who knocked has gone
      }
    }
  }

  private void link(Socket from) throws IOException {
    var to = new Socket();
    try {
      to.connect(target, 3_000);
    } catch (IOException e) {
      from.close();
      to.close();
      return;
    }
    var link = new Link(from, to);
    links.add(link);
    thread(() -> link.carry(from, to, false));
    thread(() -> link.carry(to, from, true));
    if (!open.test(from)) {
      link.close();
    }
  }

  private boolean swallowed(int request) {
    if (request < leastRequest || answersToSwallow.get() == 0) {
      return false;
    }
    return answersToSwallow.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
  }

  private static void thread(Runnable what) {
    var thread = new Thread(what, "way");
    thread.setDaemon(true);
    thread.start();
  }

  private final class Link {
    final Socket client;
    private final Socket server;
    private volatile int request;

    Link(Socket client, Socket server) throws IOException {
      this.client = client;
      this.server = server;
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
    }

    void carry(Socket source, Socket sink, boolean answers) {
      var bytes = new byte[32 * 1024];
      boolean orderly = false;
      try {
        var in = source.getInputStream();
        var out = sink.getOutputStream();
        for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
          if (answers && swallowed(request)) {
            cuts.incrementAndGet();
            return;
          }
          if (!answers) {
            request = n;
          }
          out.write(bytes, 0, n);
        }
        orderly = true;
      } catch (IOException e) {
        // one of the two is gone
      } finally {
        close(!orderly);
      }
    }

    void close() {
      close(true);
    }

    /** {@code reset}: as when a cable is cut, not as when somebody says farewell. */
    private void close(boolean reset) {
      links.remove(this);
      for (var socket : new Socket[] {client, server}) {
        try {
          if (reset) {
            socket.setSoLinger(true, 0);
          }
          socket.close();
        } catch (IOException e) {
          // it is closed
        }
      }
    }
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    links.forEach(Link::close);
  }
}
