package dev.orgworks.api.proof;

/** A learner as a row of a roster tells of him. */
record Person(String id, String login, String firstName, String lastName, String grade, String school, String status) {

    /** The first line of every roster made here. */
    static final String HEADER = "user_id,login_id,first_name,last_name,email,role,grade,school_id,status";

    Person withId(String other) {
        return new Person(other, login, firstName, lastName, grade, school, status);
    }

    Person withLogin(String other) {
        return new Person(id, other, firstName, lastName, grade, school, status);
    }

    Person withStatus(String other) {
        return new Person(id, login, firstName, lastName, grade, school, other);
    }

    /** The same after a change of name and grade. */
    Person changed() {
        return new Person(id, login, firstName, lastName + "-Moon", "12".equals(grade) ? "11" : "12", school, status);
    }

    /** The row; no value needs quotes. */
    String row() {
        return String.join(
                ",",
                id,
                login,
                firstName,
                lastName,
                login.isEmpty() ? "" : login + "@example.org",
                "student",
                grade,
                school,
                status);
    }
}
