package dev.kinoloom.api;

import dev.kinoloom.store.Operations;
import dev.kinoloom.store.RetentionStore;
import dev.kinoloom.store.StorageStore;
import io.vertx.core.Future;
import java.lang.reflect.Proxy;
import java.util.Optional;

/** What is known of the files of keys: in a database, or of keys that may store anything. */
public record Kept(StorageStore storage, RetentionStore retention) {
  static Kept in(Operations operations) {
    return new Kept(operations.storage(), operations.retention());
  }

  /** Nothing else is asked of it. */
  static Kept unlimited() {
    return new Kept(unasked(StorageStore.class), unasked(RetentionStore.class));
  }

  private static <T> T unasked(Class<T> store) {
    return store.cast(
        Proxy.newProxyInstance(
            store.getClassLoader(),
            new Class<?>[] {store},
            (proxy, method, args) -> {
              return switch (method.getName()) {
                case "account" -> Future.succeededFuture(Optional.empty());
                case "added" -> Future.succeededFuture();
                default -> throw new AssertionError(method.getName());
              };
            }));
  }
}
