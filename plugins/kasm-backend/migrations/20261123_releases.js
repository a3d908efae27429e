// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('release_failures', table => {
    table.comment('How Helm failed first; clusters keep the last only');
    table.string('ref', 128).notNullable();
    table
      .string('edition', 64)
      .notNullable()
      .comment('SHA-256 of what tells one edition of the HelmChart');
    table.string('at', 40).notNullable().comment('RFC 3339, or empty');
    table.integer('exit_code').notNullable();
    table.string('message', 300).notNullable().comment('Without secrets');
    table.bigInteger('noted_at').notNullable().comment('ms since 1970');
    table.primary(['ref', 'edition']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('release_failures');
};
