package dev.nightshift.cli.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The API's calls about tasks. */
public final class TaskCalls {
    private static final String ALL = "/tasks";
    private static final int LARGEST_PAGE = 100;

    /** More are not listed. */
    private static final int MOST = 1_000;

    private static final int NOT_FOUND = 404;

    private final ApiClient api;

    public TaskCalls(ApiClient api) {
        this.api = api;
    }

    /** The tasks that are not built in, by name. */
    public List<TaskView> own() {
        List<TaskView> own = new ArrayList<>();
        String cursor = null;
        do {
            TaskView.Page page =
                    api.send(
                            ApiCall.get(ALL).with("limit", LARGEST_PAGE).with("cursor", cursor),
                            TaskView.Page.class);
            page.tasks().stream().filter(task -> !task.builtIn()).forEach(own::add);
            cursor = page.nextCursor();
        } while (cursor != null && own.size() < MOST);
        return own;
    }

    /** A task with its file; empty when there is none of the name. */
    public Optional<TaskView> find(String name) {
        try {
            return Optional.of(api.send(ApiCall.get(path(name)), TaskView.class));
        } catch (ApiException e) {
            if (e.status() == NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Keeps a task under its name, in place of an earlier one. */
    public TaskView put(String name, String yaml) {
        return api.send(ApiCall.put(path(name), yaml), TaskView.class);
    }

    public void delete(String name) {
        api.send(ApiCall.delete(path(name)));
    }

    private static String path(String name) {
        return ALL + "/" + ApiCall.encoded(name);
    }
}
