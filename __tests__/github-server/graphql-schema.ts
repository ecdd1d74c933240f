import { buildSchema } from "graphql";

/**
 * The part of GitHub's GraphQL that clients of releases ask: gh (`pkg/cmd/release`), release-please (`github.ts`) and
 * @semantic-release/github (`success.js`). A query of what is not here is an error, as it is on GitHub.
 */
export const GRAPHQL_SCHEMA = buildSchema(`
  scalar DateTime
  scalar GitObjectID
  scalar URI

  type Query {
    repository(owner: String!, name: String!): Repository
    viewer: User!
  }

  type User { login: String! url: URI! avatarUrl: URI! }

  type Repository {
    id: ID!
    name: String!
    nameWithOwner: String!
    url: URI!
    isPrivate: Boolean!
    viewerPermission: String
    defaultBranchRef: Ref
    ref(qualifiedName: String!): Ref
    object(oid: GitObjectID): GitObject
    release(tagName: String!): Release
    latestRelease: Release
    releases(first: Int, after: String, orderBy: ReleaseOrder): ReleaseConnection!
    issues(first: Int, states: [IssueState!], filterBy: IssueFilters): IssueConnection!
  }

  type Ref { id: ID! name: String! target: GitObject }
  interface GitObject { id: ID! oid: GitObjectID! }
  type Tag implements GitObject { id: ID! oid: GitObjectID! name: String! target: GitObject! }
  type Commit implements GitObject {
    id: ID!
    oid: GitObjectID!
    associatedPullRequests(first: Int, after: String): PullRequestConnection!
  }

  input ReleaseOrder { field: ReleaseOrderField! direction: OrderDirection! }
  enum ReleaseOrderField { CREATED_AT NAME }
  enum OrderDirection { ASC DESC }
  type PageInfo { hasNextPage: Boolean! endCursor: String }
  type ReleaseConnection { nodes: [Release!]! pageInfo: PageInfo! totalCount: Int! }
  type Release {
    id: ID!
    databaseId: Int!
    name: String
    tagName: String!
    tag: Ref
    tagCommit: Commit
    url: URI!
    description: String
    isDraft: Boolean!
    isPrerelease: Boolean!
    isLatest: Boolean!
    immutable: Boolean!
    createdAt: DateTime!
    publishedAt: DateTime
  }

  enum IssueState { OPEN CLOSED }
  input IssueFilters { labels: [String!] }
  type IssueConnection { nodes: [Issue!]! }
  type Issue { number: Int! title: String! body: String! }
  type Count { totalCount: Int! }
  type Label { id: ID! url: URI! name: String! color: String! description: String isDefault: Boolean! }
  type LabelConnection { nodes: [Label!]! }
  type Milestone {
    id: ID!
    url: URI!
    number: Int!
    state: String!
    title: String!
    description: String
    creator: User
    createdAt: DateTime!
    closedAt: DateTime
    updatedAt: DateTime!
  }
  type PullRequestConnection { nodes: [PullRequest!]! pageInfo: PageInfo! }
  type PullRequest {
    id: ID!
    number: Int!
    title: String!
    body: String!
    url: URI!
    createdAt: DateTime!
    updatedAt: DateTime!
    closedAt: DateTime
    mergedAt: DateTime
    comments: Count!
    commits: Count!
    state: String!
    author: User
    authorAssociation: String!
    activeLockReason: String
    labels(first: Int): LabelConnection!
    milestone: Milestone
    locked: Boolean!
    mergeable: String!
    changedFiles: Int!
    isDraft: Boolean!
    mergedBy: User
  }
`);
