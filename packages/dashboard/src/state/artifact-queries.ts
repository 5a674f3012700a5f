import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { UseMutationResult, UseQueryResult } from '@tanstack/react-query'
import type {
  ArtifactCollection,
  ArtifactDetail,
  ArtifactDiff,
  ArtifactEdit,
  ArtifactLineage,
  ArtifactRef,
  RunArtifacts,
  RunRef,
} from '@kymo/server/api'
import type { ProjectRef } from '../api/api-client.ts'
import {
  editVersion,
  fetchCollection,
  fetchCollections,
  fetchDiff,
  fetchLineage,
  fetchManifest,
  fetchRunArtifacts,
  fetchVersion,
} from '../api/artifact-client.ts'
import type { CollectionDetail, Manifest, VersionRef } from '../api/artifact-client.ts'
import { keys } from './queries.ts'

const REFETCH_MS = 15_000

const artifactKeys = {
  project: (ref: ProjectRef) => ['artifacts', ref.entity, ref.project] as const,
  collection: (ref: ArtifactRef) => [...artifactKeys.project(ref), ref.name] as const,
  version: (ref: VersionRef) => [...artifactKeys.collection(ref), ref.version] as const,
}

export function useCollections(ref: ProjectRef): UseQueryResult<readonly ArtifactCollection[]> {
  return useQuery({
    queryKey: [...artifactKeys.project(ref), '', 'collections'],
    queryFn: ({ signal }) => fetchCollections(ref, signal),
    refetchInterval: REFETCH_MS,
  })
}

export function useCollection(ref: ArtifactRef): UseQueryResult<CollectionDetail> {
  return useQuery({
    queryKey: [...artifactKeys.collection(ref), '', 'versions'],
    queryFn: ({ signal }) => fetchCollection(ref, signal),
    refetchInterval: REFETCH_MS,
  })
}

export function useVersion(ref: VersionRef): UseQueryResult<ArtifactDetail> {
  return useQuery({
    queryKey: [...artifactKeys.version(ref), 'detail'],
    queryFn: ({ signal }) => fetchVersion(ref, signal),
  })
}

export function useManifest(ref: VersionRef): UseQueryResult<Manifest> {
  return useQuery({
    queryKey: [...artifactKeys.version(ref), 'manifest'],
    queryFn: ({ signal }) => fetchManifest(ref, signal),
    structuralSharing: false,
    staleTime: 60_000,
  })
}

export function useDiff(ref: VersionRef, before: string | undefined): UseQueryResult<ArtifactDiff> {
  return useQuery({
    queryKey: [...artifactKeys.version(ref), 'diff', before],
    queryFn: ({ signal }) => fetchDiff(ref, before ?? '', signal),
    enabled: before !== undefined,
  })
}

export function useLineage(ref: VersionRef, depth: number): UseQueryResult<ArtifactLineage> {
  return useQuery({
    queryKey: [...artifactKeys.version(ref), 'lineage', depth],
    queryFn: ({ signal }) => fetchLineage(ref, depth, signal),
  })
}

export function useRunArtifacts(ref: RunRef): UseQueryResult<RunArtifacts> {
  return useQuery({
    queryKey: [...keys.values(ref), 'artifacts'],
    queryFn: ({ signal }) => fetchRunArtifacts(ref, signal),
    staleTime: 30_000,
  })
}

/** Changes a version and loads again whatever shows it. */
export function useEditVersion(ref: VersionRef): UseMutationResult<void, Error, ArtifactEdit> {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (edit: ArtifactEdit) => editVersion(ref, edit),
    onSettled: () => client.invalidateQueries({ queryKey: artifactKeys.project(ref) }),
  })
}
